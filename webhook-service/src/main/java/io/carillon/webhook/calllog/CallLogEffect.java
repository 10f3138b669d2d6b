package io.carillon.webhook.calllog;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.delivery.Accepted;
import io.carillon.webhook.delivery.CallbackEffect;
import io.carillon.webhook.directory.ClinicDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what callbacks say of calls into the call log. */
@ApplicationScoped
class CallLogEffect implements CallbackEffect {

    private final CallLog log;
    private final ClinicDirectory directory;
    private final Clock clock;

    CallLogEffect(CallLog log, ClinicDirectory directory, Clock clock) {
        this.log = log;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public boolean concerns(CallbackAccepted callback) {
        return TwilioCalls.concern(callback) || VapiCalls.concern(callback);
    }

    @Override
    public void apply(Connection connection, List<Accepted> callbacks) throws SQLException {
        var ofCalls = new LinkedHashMap<String, CallChange>();
        for (var accepted : callbacks) {
            var change = TwilioCalls.concern(accepted.callback())
                    ? TwilioCalls.change(accepted)
                    : VapiCalls.change(accepted);
            ofCalls.merge(change.callId(), change.withLanguage(language(change)), CallChange::and);
        }
        log.write(connection, ofCalls.values(), clock.instant());
    }

    /** That in which the caller was greeted: the called clinic's. */
    private @Nullable String language(CallChange change) {
        var ours = "outbound".equals(change.direction()) ? change.from() : change.to();
        return directory
                .knownNumber(ours)
                .map(clinic -> clinic.language().tag())
                .orElse(null);
    }
}

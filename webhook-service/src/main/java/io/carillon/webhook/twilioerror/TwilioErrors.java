package io.carillon.webhook.twilioerror;

import io.carillon.kit.database.Times;
import io.carillon.webhook.twilioerror.TwilioErrorsResource.ErrorView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The table {@code twilio_errors}, counted. */
@ApplicationScoped
class TwilioErrors {

    private static final String BY_CODE = """
            select code, count(*) as count, max(occurred_at) as last_seen from twilio_errors
            where occurred_at >= ? and occurred_at < ? group by code order by count desc, code limit 100
            """;

    List<ErrorView> byCode(Connection connection, OffsetDateTime from, OffsetDateTime to) throws SQLException {
        try (var select = connection.prepareStatement(BY_CODE)) {
            select.setObject(1, from);
            select.setObject(2, to);
            var codes = new ArrayList<ErrorView>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var code = rows.getString("code");
                    var meaning = Explanations.of(code);
                    codes.add(new ErrorView(
                            code,
                            rows.getLong("count"),
                            Times.instant(rows, "last_seen"),
                            meaning.twilio(),
                            meaning.runbook(),
                            Explanations.page(code)));
                }
            }
            return codes;
        }
    }
}

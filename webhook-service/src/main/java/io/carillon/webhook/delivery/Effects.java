package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.delivery.PromiseEffect.Promised;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All that jobs lead to, each effect with the jobs that concern it. */
@ApplicationScoped
class Effects {

    private final List<CallbackEffect> ofCallbacks;
    private final List<PromiseEffect> ofPromises;

    Effects(@All List<CallbackEffect> ofCallbacks, @All List<PromiseEffect> ofPromises) {
        this.ofCallbacks = ofCallbacks;
        this.ofPromises = ofPromises;
    }

    /** In the order given. */
    void apply(Connection connection, List<Job> jobs) throws SQLException {
        var callbacks = new ArrayList<Accepted>();
        var promises = new ArrayList<Promised>();
        for (var job : jobs) {
            switch (job.event()) {
                case CallbackAccepted callback ->
                    callbacks.add(new Accepted(job.ceId(), job.at(), job.orgId(), job.requestId(), callback));
                case AppointmentPromised promise ->
                    promises.add(new Promised(job.ceId(), job.at(), job.orgId(), job.requestId(), promise));
            }
        }
        for (var effect : ofCallbacks) {
            var concerned = callbacks.stream()
                    .filter(accepted -> effect.concerns(accepted.callback()))
                    .toList();
            if (!concerned.isEmpty()) {
                effect.apply(connection, concerned);
            }
        }
        if (!promises.isEmpty()) {
            for (var effect : ofPromises) {
                effect.apply(connection, promises);
            }
        }
    }
}

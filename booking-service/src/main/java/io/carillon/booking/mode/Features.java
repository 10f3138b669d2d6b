package io.carillon.booking.mode;

import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Which features a clinic has now; answered from memory. */
@ApplicationScoped
public class Features {

    private final SwitchBoard board;
    private final Refusals refusals;

    Features(SwitchBoard board, Refusals refusals) {
        this.board = board;
        this.refusals = refusals;
    }

    /** Nobody is without a feature before the database was first asked. */
    public boolean enabled(UUID clinic, Feature feature) {
        return board.current().map(all -> all.has(clinic, feature)).orElse(feature.usual());
    }

    /** The words of what {@code clinic} is without, always in the same order. */
    public List<String> disabled(UUID clinic) {
        return board.current()
                .map(all -> all.without(clinic).stream().map(Feature::word).toList())
                .orElse(List.of());
    }

    /** The words of what {@code clinic} has although a clinic usually has not, always in the same order. */
    public List<String> enabled(UUID clinic) {
        return board.current()
                .map(all -> all.besides(clinic).stream().map(Feature::word).toList())
                .orElse(List.of());
    }

    /** @throws ProblemException {@code FEATURE_OFF}, 503, when {@code clinic} is without {@code feature} */
    public void require(UUID clinic, Feature feature) {
        if (!enabled(clinic, feature)) {
            throw refusals.featureOff();
        }
    }
}

package io.carillon.booking.mode;

import io.carillon.kit.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands before every write of the API, behind the question who is asking: strangers hear nothing of modes. */
@Provider
@Priority(Priorities.AUTHORIZATION)
class ModeFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String TICKET = "carillon.write";

    private final SwitchBoard board;
    private final WriteGate gate;
    private final Refusals refusals;

    @Context
    @Nullable
    ResourceInfo resource;

    ModeFilter(SwitchBoard board, WriteGate gate, Refusals refusals) {
        this.board = board;
        this.gate = gate;
        this.refusals = refusals;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        // A switch that entered the gate would wait for itself.
        if (READS.contains(request.getMethod())
                || mark().map(ServedDuring::closes).orElse(false)) {
            return;
        }
        var ticket = gate.enter();
        var refusal = refusal();
        if (refusal.isPresent()) {
            ticket.leave();
            throw refusal.get();
        }
        request.setProperty(TICKET, ticket);
    }

    /** The answer is decided, whatever became of the write. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(TICKET) instanceof WriteGate.Ticket ticket) {
            ticket.leave();
        }
    }

    private Optional<ProblemException> refusal() {
        var known = board.current();
        if (known.isEmpty()) {
            return Optional.of(refusals.notKnownYet());
        }
        var platform = known.get().platform();
        return switch (platform.mode()) {
            case NORMAL -> Optional.empty();
            case READ_ONLY ->
                servedDuring(Mode.READ_ONLY) ? Optional.empty() : Optional.of(refusals.readOnly(platform));
            case MAINTENANCE ->
                servedDuring(Mode.MAINTENANCE) ? Optional.empty() : Optional.of(refusals.maintenance(platform));
        };
    }

    private boolean servedDuring(Mode mode) {
        return mark().filter(marked -> Arrays.asList(marked.value()).contains(mode))
                .isPresent();
    }

    private Optional<ServedDuring> mark() {
        if (resource == null || resource.getResourceMethod() == null) {
            return Optional.empty();
        }
        var onMethod = resource.getResourceMethod().getAnnotation(ServedDuring.class);
        return Optional.ofNullable(
                onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(ServedDuring.class));
    }
}

package io.carillon.health.probe;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a broken connection means; every client wraps the same few exceptions of the JDK. */
final class NetworkReason {

    private NetworkReason() {}

    /** The reason found in {@code failure} or its causes, innermost first: the outer ones only repeat that it failed. */
    static Optional<Reason> of(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.empty();
        }
        var inner = failure.getCause() == failure ? Optional.<Reason>empty() : of(failure.getCause());
        return inner.or(() -> ofOne(failure));
    }

    private static Optional<Reason> ofOne(Throwable failure) {
        return switch (failure) {
            case UnknownHostException _, UnresolvedAddressException _ -> Optional.of(Reason.UNRESOLVED);
            case SocketTimeoutException _, HttpTimeoutException _, TimeoutException _ -> Optional.of(Reason.TIMEOUT);
            case ConnectException _ -> Optional.of(Reason.REFUSED);
            case SSLException _ -> Optional.of(Reason.TLS);
            case SocketException _, EOFException _ -> Optional.of(Reason.RESET);
            default -> Optional.empty();
        };
    }
}

package io.carillon.webhook.publichost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks whether a public address resolves and what certificate it shows. Blocks, within time limits. */
final class HostProbe {

    private final Duration resolve;
    private final CertificateReader certificates;
    private final Executor mayBlock;

    /** @param mayBlock for resolving, which only the operating system can end */
    HostProbe(PublicHostSettings settings, Executor mayBlock) {
        this.resolve = settings.resolve();
        this.certificates = new CertificateReader(settings.connect(), settings.handshake());
        this.mayBlock = mayBlock;
    }

    HostSeen look(PublicAddress address) {
        InetAddress resolved;
        try {
            resolved = resolve(address.host());
        } catch (CompletionException e) {
            return new HostSeen.Unresolved(
                    e.getCause() instanceof TimeoutException ? "no answer in time" : "the name is not known");
        }
        if (!address.secure()) {
            return new HostSeen.Plain();
        }
        try {
            return new HostSeen.Certified(certificates.read(address.host(), resolved, address.port()));
        } catch (IOException e) {
            return new HostSeen.NoCertificate(String.valueOf(e.getMessage()));
        }
    }

    private InetAddress resolve(String host) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return InetAddress.getByName(host);
                            } catch (UnknownHostException e) {
                                throw new CompletionException(e);
                            }
                        },
                        mayBlock)
                .orTimeout(resolve.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}

package io.carillon.kit.limit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests these are, behind however many proxies of ours. Each proxy appends whom it heard from, so the last
 * address that is none of ours is the client's; what stands before it anybody may have written.
 */
final class ClientAddress {

    /** What an address can be at most, with a zone. */
    private static final int LONGEST = 64;

    private final List<String> trusted;

    /** @param trusted addresses of our proxies, or how they begin */
    ClientAddress(List<String> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * @param peer the other end of the connection
     * @param forwardedFor {@code X-Forwarded-For}, several headers joined by commas
     * @return empty for a peer of ours that forwards for nobody: another service
     */
    Optional<String> of(String peer, @Nullable String forwardedFor) {
        if (!trusted(peer)) {
            return Optional.of(group(peer));
        }
        if (forwardedFor == null || forwardedFor.isBlank()) {
            return Optional.empty();
        }
        var named = peer;
        for (int end = forwardedFor.length(); end > 0; ) {
            int comma = forwardedFor.lastIndexOf(',', end - 1);
            named = bare(forwardedFor.substring(comma + 1, end).strip());
            if (!trusted(named)) {
                break;
            }
            end = comma;
        }
        return Optional.of(group(named));
    }

    private boolean trusted(String address) {
        for (var beginning : trusted) {
            if (address.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Without port and brackets, as some proxies write them, and IPv4 as IPv4. */
    private static String bare(String written) {
        var address = written.length() > LONGEST ? written.substring(0, LONGEST) : written;
        int closing = address.indexOf(']');
        if (address.startsWith("[") && closing > 0) {
            return address.substring(1, closing);
        }
        int dot = address.indexOf('.');
        if (dot < 0) {
            return address;
        }
        int port = address.indexOf(':', dot);
        return address.substring(address.lastIndexOf(':', dot) + 1, port < 0 ? address.length() : port);
    }

    /** Whoever has one IPv6 address has the 2^64 of its network. */
    private static String group(String address) {
        int end = -1;
        for (int part = 0; part < 4; part++) {
            int colon = address.indexOf(':', end + 1);
            if (colon < 0) {
                return address;
            }
            if (colon == end + 1) {
                // Shortened inside the network's half: what is left out is zeros.
                return address.substring(0, colon) + ":/64";
            }
            end = colon;
        }
        return address.substring(0, end) + "::/64";
    }
}

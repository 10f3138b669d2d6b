package io.carillon.kit.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Rate limits as a service starts with them; operators change them while it runs. */
@ConfigMapping(prefix = "carillon.limit")
interface LimitSettings {

    /** Requests a second of one address outside; 200 in production, 20,000 on a developer's machine. */
    Optional<Double> addressPerSecond();

    /** Requests a second with one key; 500 in production, 20,000 on a developer's machine. */
    Optional<Double> keyPerSecond();

    /** Requests a second that other services make for one clinic; 500 in production, 20,000 on a developer's machine. */
    Optional<Double> clinicPerSecond();

    /** Signed callbacks a second of one provider at one replica, beyond which they are counted as many. */
    @WithDefault("5000")
    double signedPerSecond();

    /** How many seconds' requests may come at once. */
    @WithDefault("2")
    double burstSeconds();

    /** Paths whose callers sign what they send: there an address is counted for what it is refused, and only then. */
    Optional<List<String>> signedPaths();

    /** Addresses, or the beginnings of addresses, of proxies whose X-Forwarded-For is believed. */
    @WithDefault("127.,10.,192.168.,172.16.,172.17.,172.18.,172.19.,172.20.,172.21.,172.22.,172.23.,172.24.,172.25.,"
            + "172.26.,172.27.,172.28.,172.29.,172.30.,172.31.,::1,0:0:0:0:0:0:0:1,fc,fd")
    List<String> trustedProxies();
}

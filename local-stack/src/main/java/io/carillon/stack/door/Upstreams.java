package io.carillon.stack.door;

import java.util.List;

/** Where the replicas of each service listen at this moment. */
@FunctionalInterface
public interface Upstreams {

    /** Ports on 127.0.0.1, in the order in which the next request should try them. */
    List<Integer> ports(String service);
}

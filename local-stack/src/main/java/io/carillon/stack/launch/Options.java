package io.carillon.stack.launch;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code up} was asked for.
 *
 * @param replicas how many of each service; one where it says nothing
 * @param pack the platform's pack; the services' default where empty
 * @param speed divides every duration of the loaded pack, at least 1
 * @param training whether the services write down at their end what they have learned, for quicker starts
 */
record Options(Map<Service, Integer> replicas, Optional<String> pack, int speed, boolean training) {

    private static final int MOST_REPLICAS = 8;

    Options {
        replicas = Map.copyOf(replicas);
        replicas.forEach((service, count) -> {
            if (count < 1 || count > MOST_REPLICAS) {
                throw new IllegalArgumentException(
                        "%s can have 1 to %d replicas, not %d".formatted(service.fullName(), MOST_REPLICAS, count));
            }
        });
        if (speed < 1) {
            throw new IllegalArgumentException("--speed must be 1 or more, not " + speed);
        }
    }

    int replicasOf(Service service) {
        return replicas.getOrDefault(service, 1);
    }
}

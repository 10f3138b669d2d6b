package io.carillon.kit.event;

import java.util.List;

/** What is done with many events at once. Each is handed over at least once; repeats carry the same id. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * @param batch what one look at the broker brought, at most some hundreds; in order within each partition, so within
     *     each key
     * @throws TryLaterException if all of it is to be handed over again, for a reason that is known
     * @throws Exception if all of it is to be handed over again
     */
    void on(List<Received> batch) throws Exception;
}

package io.carillon.booking.schedule;

import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.viewer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.carillon.booking.Topics;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.Topic;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;

/** The words in which these tests speak to the service. */
final class ScheduleApi {

    private ScheduleApi() {}

    static ValidatableResponse put(String path, String body) {
        return operator().contentType(ContentType.JSON).body(body).put(path).then();
    }

    static ValidatableResponse post(String path, String body) {
        return operator().contentType(ContentType.JSON).body(body).post(path).then();
    }

    static ValidatableResponse get(String path) {
        return viewer().get(path).then();
    }

    static ValidatableResponse delete(String path) {
        return operator().delete(path).then();
    }

    /** What was recorded of {@code resource} with this id, once {@code count} records are there. */
    static List<ChangeRecorded> audit(String resource, String id, int count) {
        return await().atMost(20, SECONDS)
                .until(
                        () -> Topics.read(Topic.AUDIT).stream()
                                .flatMap(event -> event.data() instanceof ChangeRecorded change
                                                && change.resource().equals(resource)
                                                && change.resourceId().equals(id)
                                        ? java.util.stream.Stream.of(change)
                                        : java.util.stream.Stream.empty())
                                .toList(),
                        changes -> changes.size() >= count);
    }
}

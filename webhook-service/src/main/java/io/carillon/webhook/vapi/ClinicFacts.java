package io.carillon.webhook.vapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.webhook.directory.Clinic;

/**
 * What we truly know about a clinic, as documents of a knowledge base (docs.vapi.ai/knowledge-base/using-custom-knowledge-base).
 * Nothing is made up: what a clinic has not told us, such as prices, is in no document.
 */
final class ClinicFacts {

    /** All of it belongs to every question; Vapi orders documents by this, from 0 to 1. */
    private static final double SIMILARITY = 1;

    private ClinicFacts() {}

    static ObjectNode documents(Clinic clinic) {
        var answer = Json.object();
        var documents = answer.putArray("documents");
        if (clinic.orgId() == null) {
            return answer;
        }
        add(documents, clinic, "name", "The clinic is called %s.".formatted(clinic.name()));
        add(
                documents,
                clinic,
                "emergency",
                "In an emergency callers must hang up and dial %s.".formatted(clinic.emergencyNumber()));
        add(documents, clinic, "zone", "All of its times are in the time zone %s.".formatted(clinic.zone()));
        if (!clinic.numbers().isEmpty()) {
            add(
                    documents,
                    clinic,
                    "telephone",
                    "Its telephone number is %s.".formatted(clinic.numbers().getFirst()));
        }
        add(
                documents,
                clinic,
                "booking",
                clinic.takesBookings()
                        ? "Appointments are made on this call; free times are found with check_availability."
                        : "It takes no bookings at the moment; callers may call again later.");
        return answer;
    }

    private static void add(ArrayNode documents, Clinic clinic, String about, String content) {
        documents
                .addObject()
                .put("content", content)
                .put("similarity", SIMILARITY)
                .put("uuid", clinic.code() + "-" + about);
    }
}

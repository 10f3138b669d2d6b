package io.carillon.events;

/**
 * Anything that one Carillon service tells the others. Each permitted interface travels on one topic; its records are event
 * types of that topic.
 */
public sealed interface Event
        permits AuditEvent,
                BookingEvent,
                CallEvent,
                ClinicEvent,
                CommandEvent,
                DeadLetterEvent,
                HealthEvent,
                IncidentEvent,
                MetricEvent,
                PatientEvent,
                SecurityEvent {

    /** The Kafka key: what must stay in order. Never a telephone number or a name. */
    String key();
}

package io.carillon.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The event types: the {@code ce_type} on the wire, the record it stands for, the topic it travels on. */
public enum EventType {
    CALLBACK_ACCEPTED("io.carillon.call.callback-accepted.v1", Topic.CALLS, CallEvent.CallbackAccepted.class),
    APPOINTMENT_PROMISED("io.carillon.call.appointment-promised.v1", Topic.CALLS, CallEvent.AppointmentPromised.class),
    CALL_EVENT_DIED("io.carillon.call.event-died.v1", Topic.DEAD_CALLS, DeadLetterEvent.CallEventDied.class),
    APPOINTMENT_BOOKED(
            "io.carillon.booking.appointment-booked.v1", Topic.BOOKINGS, BookingEvent.AppointmentBooked.class),
    APPOINTMENT_MOVED("io.carillon.booking.appointment-moved.v1", Topic.BOOKINGS, BookingEvent.AppointmentMoved.class),
    APPOINTMENT_CANCELLED(
            "io.carillon.booking.appointment-cancelled.v1", Topic.BOOKINGS, BookingEvent.AppointmentCancelled.class),
    APPOINTMENT_STATUS_CHANGED(
            "io.carillon.booking.appointment-status-changed.v1",
            Topic.BOOKINGS,
            BookingEvent.AppointmentStatusChanged.class),
    BOOKING_FAILED("io.carillon.booking.booking-failed.v1", Topic.BOOKINGS, BookingEvent.BookingFailed.class),
    SLOT_HELD("io.carillon.booking.slot-held.v1", Topic.BOOKINGS, BookingEvent.SlotHeld.class),
    SLOT_RELEASED("io.carillon.booking.slot-released.v1", Topic.BOOKINGS, BookingEvent.SlotReleased.class),
    PATIENT_ERASED("io.carillon.patient.erased.v1", Topic.BOOKINGS, PatientEvent.PatientErased.class),
    METRIC_WINDOW("io.carillon.metric.window.v1", Topic.METRICS, MetricEvent.MetricWindow.class),
    PROBE_CHECKED("io.carillon.health.probe-checked.v1", Topic.HEALTH, HealthEvent.ProbeChecked.class),
    PROBE_STATE_CHANGED("io.carillon.health.probe-state-changed.v1", Topic.HEALTH, HealthEvent.ProbeStateChanged.class),
    SIGNATURE_REFUSED(
            "io.carillon.security.signature-refused.v1", Topic.SECURITY, SecurityEvent.SignatureRefused.class),
    KEY_REFUSED("io.carillon.security.key-refused.v1", Topic.SECURITY, SecurityEvent.KeyRefused.class),
    CHANGE_RECORDED("io.carillon.audit.change-recorded.v1", Topic.AUDIT, AuditEvent.ChangeRecorded.class),
    CLINIC_DESCRIBED("io.carillon.clinic.described.v1", Topic.CLINICS, ClinicEvent.ClinicDescribed.class),
    CACHE_CLEAR_REQUESTED(
            "io.carillon.command.cache-clear-requested.v1", Topic.COMMANDS, CommandEvent.CacheClearRequested.class),
    INCIDENT_OPENED("io.carillon.incident.opened.v1", Topic.INCIDENTS, IncidentEvent.IncidentOpened.class),
    INCIDENT_ACKNOWLEDGED(
            "io.carillon.incident.acknowledged.v1", Topic.INCIDENTS, IncidentEvent.IncidentAcknowledged.class),
    INCIDENT_JOINED("io.carillon.incident.joined.v1", Topic.INCIDENTS, IncidentEvent.IncidentJoined.class),
    INCIDENT_RESOLVED("io.carillon.incident.resolved.v1", Topic.INCIDENTS, IncidentEvent.IncidentResolved.class);

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;
    private final Topic topic;
    private final Class<? extends Event> record;

    EventType(String wireName, Topic topic, Class<? extends Event> record) {
        this.wireName = wireName;
        this.topic = topic;
        this.record = record;
    }

    /** The value of {@code ce_type}. */
    public String wireName() {
        return wireName;
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends Event> record() {
        return record;
    }

    /** The type with this {@code ce_type}; empty for one that a newer release knows and this one does not. */
    public static Optional<EventType> ofWireName(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    /** The type of {@code event}; a new record does not compile until it is named here. */
    public static EventType of(Event event) {
        return switch (event) {
            case CallEvent.CallbackAccepted e -> CALLBACK_ACCEPTED;
            case CallEvent.AppointmentPromised e -> APPOINTMENT_PROMISED;
            case DeadLetterEvent.CallEventDied e -> CALL_EVENT_DIED;
            case BookingEvent.AppointmentBooked e -> APPOINTMENT_BOOKED;
            case BookingEvent.AppointmentMoved e -> APPOINTMENT_MOVED;
            case BookingEvent.AppointmentCancelled e -> APPOINTMENT_CANCELLED;
            case BookingEvent.AppointmentStatusChanged e -> APPOINTMENT_STATUS_CHANGED;
            case BookingEvent.BookingFailed e -> BOOKING_FAILED;
            case BookingEvent.SlotHeld e -> SLOT_HELD;
            case BookingEvent.SlotReleased e -> SLOT_RELEASED;
            case PatientEvent.PatientErased e -> PATIENT_ERASED;
            case MetricEvent.MetricWindow e -> METRIC_WINDOW;
            case HealthEvent.ProbeChecked e -> PROBE_CHECKED;
            case HealthEvent.ProbeStateChanged e -> PROBE_STATE_CHANGED;
            case SecurityEvent.SignatureRefused e -> SIGNATURE_REFUSED;
            case SecurityEvent.KeyRefused e -> KEY_REFUSED;
            case AuditEvent.ChangeRecorded e -> CHANGE_RECORDED;
            case ClinicEvent.ClinicDescribed e -> CLINIC_DESCRIBED;
            case CommandEvent.CacheClearRequested e -> CACHE_CLEAR_REQUESTED;
            case IncidentEvent.IncidentOpened e -> INCIDENT_OPENED;
            case IncidentEvent.IncidentAcknowledged e -> INCIDENT_ACKNOWLEDGED;
            case IncidentEvent.IncidentJoined e -> INCIDENT_JOINED;
            case IncidentEvent.IncidentResolved e -> INCIDENT_RESOLVED;
        };
    }
}

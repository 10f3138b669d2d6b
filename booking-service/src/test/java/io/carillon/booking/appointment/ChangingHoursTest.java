package io.carillon.booking.appointment;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.sql;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Hours are held in memory; nobody is booked or refused by what they were. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ChangingHoursTest {

    @Test
    void hoursTakenAwayAreNotBookedAnyMore() {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);

        sql("delete from working_hours where doctor_id = ?", doctor);

        book(patient(DEMO), doctor, at("11:00")).statusCode(422).body("code", equalTo("SCHEDULE_MISSING"));
    }

    @Test
    void hoursAddedAreBookedAtOnce() {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("20:00")).statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));

        sql("update working_hours set to_time = '22:00' where doctor_id = ?", doctor);

        book(patient(DEMO), doctor, at("20:00")).statusCode(201);
    }

    @Test
    void aClinicThatMovesIsBookedByItsNewClock() {
        var clinic = clinic("America/Los_Angeles");
        var doctor = doctor(clinic);
        book(patient(clinic), doctor, at("08:00")).statusCode(201);

        sql("update clinics set zone = 'Africa/Kinshasa' where org_id = ?", clinic);

        book(patient(clinic), doctor, at("12:00")).statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
    }

    @Test
    void aDoctorWhoIsGoneIsUnknown() {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("20:00")).statusCode(422);

        sql("delete from doctors where id = ?", doctor);

        book(patient(DEMO), doctor, at("10:00")).statusCode(404).body("code", equalTo("UNKNOWN_DOCTOR"));
    }
}

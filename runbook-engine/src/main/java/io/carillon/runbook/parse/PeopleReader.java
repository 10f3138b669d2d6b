package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Contact;
import io.carillon.runbook.pack.Schedule;
import io.carillon.runbook.pack.Team;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads contacts, teams and on-call rotations. */
final class PeopleReader {
    private final Names names;

    PeopleReader(Names names) {
        this.names = names;
    }

    Contact contact(Section section) {
        Word id = section.text("id");
        names.define(Names.Kind.CONTACT, id);
        Contact contact = new Contact(
                id.text(),
                section.text("role").text(),
                section.optionalSetting("phone"),
                section.optionalSetting("slack"),
                section.optionalSetting("email"),
                section.optionalSetting("url"),
                section.flagOr("outside", false));
        if (contact.phone().isEmpty()
                && contact.slack().isEmpty()
                && contact.email().isEmpty()
                && contact.url().isEmpty()) {
            section.report(
                    section.line(), "nobody can reach contact '%s'".formatted(id.text()), "phone, slack, email or url");
        }
        return contact;
    }

    Team team(Section section) {
        Word id = section.text("id");
        names.define(Names.Kind.TEAM, id);
        List<Word> contacts = section.optionalTexts("contacts");
        contacts.forEach(contact -> names.refer(Names.Kind.CONTACT, contact));
        Optional<Word> schedule = section.optionalText("schedule");
        schedule.ifPresent(word -> names.refer(Names.Kind.SCHEDULE, word));
        Team team = new Team(
                id.text(),
                section.optionalText("name").map(Word::text).orElse(id.text()),
                contacts.stream().map(Word::text).toList(),
                schedule.map(Word::text),
                section.optionalSetting("slack"),
                section.optionalSetting("email"));
        if (contacts.isEmpty() && schedule.isEmpty()) {
            section.report(section.line(), "nobody is in team '%s'".formatted(id.text()), "contacts or a schedule");
        }
        return team;
    }

    Schedule schedule(Section section) {
        Word id = section.text("id");
        names.define(Names.Kind.SCHEDULE, id);
        List<Word> rotation = section.texts("rotation");
        rotation.forEach(contact -> names.refer(Names.Kind.CONTACT, contact));
        return new Schedule(
                id.text(),
                timeText(section, "timeZone", ZoneId::of, ZoneId.of("UTC"), "a zone such as Europe/Paris"),
                timeText(section, "starts", LocalDate::parse, LocalDate.EPOCH, "a date such as 2026-01-05"),
                timeText(section, "handover", LocalTime::parse, LocalTime.MIDNIGHT, "a time of day such as \"09:00\""),
                days(section),
                rotation.stream().map(Word::text).toList());
    }

    private static int days(Section section) {
        Duration every = section.duration("every");
        if (every.isPositive() && !Duration.ofDays(every.toDays()).equals(every)) {
            section.report(section.line("every"), "'every' is not whole days", "a duration such as 1d or 7d");
        }
        return Math.max(1, (int) every.toDays());
    }

    private static <T> T timeText(Section section, String key, Function<String, T> parse, T fallback, String expected) {
        Word word = section.text(key);
        if (word.text().isEmpty()) {
            return fallback;
        }
        try {
            return parse.apply(word.text());
        } catch (DateTimeException _) {
            section.report(word.line(), "'%s' is '%s'".formatted(key, word.text()), expected);
            return fallback;
        }
    }
}

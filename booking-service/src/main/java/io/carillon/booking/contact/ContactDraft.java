package io.carillon.booking.contact;

import io.carillon.kit.query.JsonFields;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sent about a contact.
 *
 * @param clinic code or {@code org_id} as it was sent
 */
record ContactDraft(Contact contact, @Nullable String clinic) {

    static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    static final LocalDate FIRST_BIRTH = LocalDate.of(1900, 1, 1);

    /** Anything that a practice system prints, as for bookings; what starts like an erased patient's is ours. */
    private static final Pattern ID = Pattern.compile("(?!erased-)(?=.*[^ ])[\\x20-\\x7e]{1,64}");

    /** Names are opaque: stored and given back as they were sent, whatever they would mean elsewhere. */
    private static final Pattern NAME = Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Cs}]{1,200}");

    private static final Pattern LANGUAGE = Pattern.compile("en|fr");
    private static final Pattern CLINIC = Pattern.compile("[^\\p{Cc}]{1,64}");

    private static final String EXPECTED = "name or phone, and as they are wanted dateOfBirth, language, clinic";

    /** @param today the latest date of birth */
    static ContactDraft read(byte[] body, LocalDate today) {
        var fields = JsonFields.of(body, EXPECTED);
        var id = fields.text("id", ID, "1 to 64 printable ASCII characters");
        return read(fields, id == null ? UUID.randomUUID().toString() : id, today);
    }

    /** @param id of the contact that is changed */
    static ContactDraft read(byte[] body, String id, LocalDate today) {
        return read(JsonFields.of(body, EXPECTED), id, today);
    }

    private static ContactDraft read(JsonFields fields, String id, LocalDate today) {
        var draft = new ContactDraft(
                new Contact(
                        id,
                        fields.text("name", NAME, "1 to 200 characters"),
                        fields.text("phone", E164, "a number in E.164 form, for example +15555550123"),
                        fields.date("dateOfBirth", FIRST_BIRTH, today),
                        fields.text("language", LANGUAGE, "en or fr")),
                fields.text("clinic", CLINIC, "a clinic's code or org_id"));
        if (!fields.has("name") && !fields.has("phone")) {
            fields.fault("name and phone are missing; expected at least one of them.");
        }
        fields.check();
        return draft;
    }
}

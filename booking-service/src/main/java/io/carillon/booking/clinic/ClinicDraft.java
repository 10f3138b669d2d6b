package io.carillon.booking.clinic;

import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.JsonFields;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A clinic as an administrator enters it; the whole of it, what is left out is set to its default.
 *
 * @param code short name, for good: other systems know the clinic by it
 * @param zone IANA name; null for the installation's (R-BOOK-07)
 * @param receptionist which of the assistants takes the calls; null where the phone menu does (R-EXT-07)
 */
record ClinicDraft(
        String code,
        String name,
        @Nullable String zone,
        String language,
        String emergencyNumber,
        @Nullable String transferNumber,
        List<String> numbers,
        List<String> assistants,
        @Nullable String pack,
        @Nullable Receptionist receptionist) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9-]{1,15}");
    private static final Pattern NAME = Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Cs}]{1,200}");
    private static final Pattern LANGUAGE = Pattern.compile("en|fr");
    private static final Pattern EMERGENCY = Pattern.compile("[0-9]{2,6}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** Vapi's ids: UUIDs so far, which it promises nowhere. */
    private static final Pattern VAPI_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private static final Pattern PACK = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_+/-]{1,64}");

    private static final String EXPECTED =
            "code, name, emergencyNumber, and as they are wanted zone, language, numbers …";

    private static final String VAPI_ID_FORM = "1 to 128 printable characters";

    /** Numbers and assistants of one clinic, each. */
    private static final int MOST = 100;

    static ClinicDraft read(byte[] body) {
        return read(JsonFields.of(body, EXPECTED), null);
    }

    /** @param code of the clinic that is changed; the body may repeat it */
    static ClinicDraft read(byte[] body, String code) {
        return read(JsonFields.of(body, EXPECTED), code);
    }

    private static ClinicDraft read(JsonFields fields, @Nullable String known) {
        var draft = new ClinicDraft(
                known != null && !fields.has("code")
                        ? known
                        : fields.required("code", CODE, "2 to 16 capitals, digits and hyphens, a capital first"),
                fields.required("name", NAME, "1 to 200 characters"),
                // GET answers timeZone, so that what was read can be sent back.
                fields.text(fields.has("zone") ? "zone" : "timeZone", ZONE, "an IANA time zone, e.g. Europe/Paris"),
                fields.has("language") ? fields.required("language", LANGUAGE, "en or fr") : "en",
                fields.required("emergencyNumber", EMERGENCY, "2 to 6 digits, for example 112"),
                fields.text("transferNumber", E164, "a number in E.164 form, for example +15555550123"),
                fields.list("numbers").texts(E164, "a number in E.164 form", MOST),
                fields.list("assistants").texts(VAPI_ID, VAPI_ID_FORM, MOST),
                fields.text("pack", PACK, "the name of a runbook pack"),
                receptionist(fields.object("receptionist")));
        if (draft.hasStrangerAsReceptionist()) {
            fields.fault("receptionist.assistantId is none of the clinic's; expected one of assistants.");
        }
        if (known != null && !draft.code.isEmpty() && !draft.code.equals(known)) {
            fields.fault("code cannot be changed; expected the one in the path, or none.");
        }
        fields.check();
        if (draft.zone != null && !iana(draft.zone)) {
            throw zoneInvalid();
        }
        return draft;
    }

    /** One that is named: that none is named is a fault of its own. */
    private boolean hasStrangerAsReceptionist() {
        return receptionist != null
                && !receptionist.assistantId().isEmpty()
                && !assistants.contains(receptionist.assistantId());
    }

    private static @Nullable Receptionist receptionist(@Nullable JsonFields fields) {
        return fields == null
                ? null
                : new Receptionist(
                        fields.required("assistantId", VAPI_ID, VAPI_ID_FORM),
                        fields.required("phoneNumberId", VAPI_ID, "Vapi's id of the number, " + VAPI_ID_FORM));
    }

    /** Offsets and Java's SystemV names are no IANA zones: PostgreSQL reads them otherwise, or as something else. */
    private static boolean iana(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone) && !zone.startsWith("SystemV/");
    }

    static ProblemException zoneInvalid() {
        return new ProblemException(
                400,
                "TIMEZONE_INVALID",
                "Time zone invalid",
                "zone is not known; expected an IANA time zone, for example Europe/Paris.");
    }
}

package io.carillon.webhook.call;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom something is about.
 *
 * @param patientId null when only the number is known
 * @param phone E.164, as the telephone platform gave it; null when it was withheld
 */
public record Person(@Nullable String patientId, @Nullable String phone) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /**
     * What Twilio gives for a withheld number: ANONYMOUS, BLOCKED, RESTRICTED, UNAVAILABLE and UNKNOWN as they are
     * spelled on a telephone's keys. Taken for a number, all who withhold theirs would be one patient.
     */
    private static final Set<String> WITHHELD =
            Set.of("+266696687", "+2562533", "+7378742833", "+86282452253", "+8656696");

    /** Whether the number tells who it is; not so where it is withheld or no number at all. */
    public boolean reachable() {
        return phone != null && E164.matcher(phone).matches() && !WITHHELD.contains(phone);
    }
}

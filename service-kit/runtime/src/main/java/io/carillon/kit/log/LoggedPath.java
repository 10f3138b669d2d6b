package io.carillon.kit.log;

/** A path as it may stand in a log: of a telephone number its last four digits, of a random name its beginning. */
public final class LoggedPath {

    /** As short as a number can be that reaches a person. */
    private static final int SHORTEST_NUMBER = 7;

    /** 128 bits as base64url; what is shorter keeps no secret. */
    private static final int SHORTEST_SECRET = 22;

    private static final int SHOWN = 4;

    private LoggedPath() {}

    public static String of(String path) {
        StringBuilder masked = null;
        int copied = 0;
        for (int start = 0; start < path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            int from = hiddenFrom(path, start, end);
            int to = isSecret(path, start, end) ? end : end - SHOWN;
            if (from < end) {
                masked = masked == null ? new StringBuilder(path.length()) : masked;
                masked.append(path, copied, from).append('*').append(path, to, end);
                copied = end;
            }
            start = end + 1;
        }
        return masked == null
                ? path
                : masked.append(path, copied, path.length()).toString();
    }

    /** Where what is hidden begins; {@code end} where nothing is. */
    private static int hiddenFrom(String path, int start, int end) {
        if (isSecret(path, start, end)) {
            return start + SHOWN;
        }
        int digits = end;
        while (digits > start && isDigit(path.charAt(digits - 1))) {
            digits--;
        }
        var before = path.substring(start, digits);
        return end - digits >= SHORTEST_NUMBER
                        && (before.isEmpty() || before.equals("+") || before.equalsIgnoreCase("%2B"))
                ? start
                : end;
    }

    /** Upper and lower case and digits without a pattern: a name by chance. UUIDs and hashes have one case. */
    private static boolean isSecret(String path, int start, int end) {
        if (end - start < SHORTEST_SECRET) {
            return false;
        }
        boolean upper = false;
        boolean lower = false;
        for (int i = start; i < end; i++) {
            char c = path.charAt(i);
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
            if (!(upper && c >= 'A' && c <= 'Z')
                    && !(lower && c >= 'a' && c <= 'z')
                    && !isDigit(c)
                    && c != '-'
                    && c != '_') {
                return false;
            }
        }
        return upper && lower;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package io.carillon.kit.access;

/** What a credential was found to be. */
sealed interface Admission {

    record Admitted(Identity identity) implements Admission {}

    /** No entry; {@code reason} is the word that goes into the security event. */
    record Refused(Reason reason) implements Admission {}

    /** Why not. */
    enum Reason {
        MISSING("missing", "No key was given"),
        UNKNOWN("unknown", "The key is not known"),
        EXPIRED("expired", "The key has expired"),
        TOO_WEAK("too-weak", "The key's role does not allow this");

        private final String word;
        private final String text;

        Reason(String word, String text) {
            this.word = word;
            this.text = text;
        }

        String word() {
            return word;
        }

        String text() {
            return text;
        }
    }
}

package io.carillon.alerting.notify;

/** Fits words into the limits that channels set. */
final class Text {

    private Text() {}

    /** At most {@code limit} UTF-16 units, an ellipsis where something was left out, never half a character. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        var end = limit - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Slack's mrkdwn gives three characters a meaning of their own. */
    static String mrkdwn(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

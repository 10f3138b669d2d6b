package io.carillon.webhook.twiliourl;

/** A URL as it may be shown: a password before the host or a token in the query are somebody's secrets. */
final class ShownUrl {

    private ShownUrl() {}

    /** Anything that is no URL stays as it is. */
    static String of(String url) {
        var query = url.indexOf('?');
        var shown = query < 0 ? url : url.substring(0, query) + "?…";
        var authority = shown.indexOf("://") + 3;
        if (authority < 3) {
            return shown;
        }
        var path = shown.indexOf('/', authority);
        var at = shown.lastIndexOf('@', path < 0 ? shown.length() : path);
        return at < authority ? shown : shown.substring(0, authority) + "…" + shown.substring(at);
    }
}

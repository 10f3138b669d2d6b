package io.carillon.webhook.twilio;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spellings of one URL under which Twilio may have signed it (design, section 8). Twilio and the proxies before it
 * disagree about ports, apostrophes and user info; nothing else is ever re-encoded, lower-cased or trimmed.
 */
final class SignedUrl {

    private final String scheme;
    private final @Nullable String userInfo;
    private final String host;
    private final @Nullable String port;
    private final String pathAndQuery;

    private SignedUrl(
            String scheme, @Nullable String userInfo, String host, @Nullable String port, String pathAndQuery) {
        this.scheme = scheme;
        this.userInfo = userInfo;
        this.host = host;
        this.port = port;
        this.pathAndQuery = pathAndQuery;
    }

    /**
     * Every other spelling of the URL as received, most likely first, without repeats.
     *
     * @param url an absolute URL, for example {@code https://clinic.example/api/voice/incoming?turn=1}
     * @param clientUserInfo {@code name:password} the client sent as Basic credentials, which stood in the URL that
     *     Twilio was given; null when it sent none
     */
    static List<String> alternatives(String url, @Nullable String clientUserInfo) {
        var parsed = parse(url);
        if (parsed == null) {
            return List.of();
        }
        var spellings = new LinkedHashSet<String>();
        for (var user : parsed.userInfos(clientUserInfo)) {
            for (var target : parsed.targets()) {
                for (var suffix : parsed.ports()) {
                    spellings.add(parsed.scheme + "://" + user + parsed.host + suffix + target);
                }
            }
        }
        spellings.remove(url);
        return List.copyOf(spellings);
    }

    private static @Nullable SignedUrl parse(String url) {
        int afterScheme = url.indexOf("://");
        if (afterScheme < 0) {
            return null;
        }
        int authorityStart = afterScheme + 3;
        int authorityEnd = authorityStart;
        while (authorityEnd < url.length() && "/?#".indexOf(url.charAt(authorityEnd)) < 0) {
            authorityEnd++;
        }
        var authority = url.substring(authorityStart, authorityEnd);
        int at = authority.lastIndexOf('@');
        var hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > hostAndPort.lastIndexOf(']');
        return new SignedUrl(
                url.substring(0, afterScheme),
                at < 0 ? null : authority.substring(0, at),
                hasPort ? hostAndPort.substring(0, colon) : hostAndPort,
                hasPort ? hostAndPort.substring(colon) : null,
                url.substring(authorityEnd));
    }

    private List<String> ports() {
        var standard = scheme.equals("https") ? ":443" : ":80";
        return port == null ? List.of("", standard) : List.of(port, "", standard);
    }

    private List<String> targets() {
        int query = pathAndQuery.indexOf('?');
        if (query < 0) {
            return List.of(pathAndQuery);
        }
        var path = pathAndQuery.substring(0, query);
        var parameters = pathAndQuery.substring(query);
        return List.of(pathAndQuery, path + parameters.replace("'", "%27"), path + parameters.replace("%27", "'"));
    }

    private List<String> userInfos(@Nullable String clientUserInfo) {
        var known = userInfo != null ? userInfo : clientUserInfo;
        return known == null ? List.of("") : List.of(known + "@", "");
    }
}

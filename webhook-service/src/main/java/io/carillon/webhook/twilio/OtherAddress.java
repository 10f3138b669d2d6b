package io.carillon.webhook.twilio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An address that Twilio may have been given instead of ours: another scheme, the host that the request itself names, a
 * slash more or less at the end of the path. A signature that holds for one says that the settings differ; it never lets
 * anybody in, since a header is what the client likes it to be.
 *
 * @param difference what of it is not as in PUBLIC_BASE_URL, for the log; without path and query
 */
record OtherAddress(String url, String difference) {

    /** Hosts that one request may claim; more would only cost time. */
    private static final int MAX_HOSTS = 4;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    /** All there are to try for a request, without our own. */
    static List<OtherAddress> of(String publicBaseUrl, String target, List<String> claimedHosts) {
        int afterScheme = publicBaseUrl.indexOf("://") + 3;
        int pathStart = publicBaseUrl.indexOf('/', afterScheme);
        var authority = publicBaseUrl.substring(afterScheme, pathStart < 0 ? publicBaseUrl.length() : pathStart);
        var prefix = pathStart < 0 ? "" : publicBaseUrl.substring(pathStart);

        Map<String, String> found = new LinkedHashMap<>();
        for (var host : hosts(authority, claimedHosts)) {
            for (var scheme : List.of("https://", "http://")) {
                found.putIfAbsent(scheme + host + prefix + target, scheme + host);
                found.putIfAbsent(
                        scheme + host + otherSlash(prefix + target), scheme + host + ", a slash more or less");
            }
        }
        found.remove(publicBaseUrl + target);
        var addresses = new ArrayList<OtherAddress>();
        found.forEach((url, difference) -> addresses.add(new OtherAddress(url, difference)));
        return addresses;
    }

    private static List<String> hosts(String own, List<String> claimed) {
        var named = claimed.stream()
                .flatMap(header -> Stream.of(header.split(",", MAX_HOSTS + 1)))
                .map(String::strip)
                .filter(host -> HOST.matcher(host).matches());
        return Stream.concat(Stream.of(own), named.limit(MAX_HOSTS)).distinct().toList();
    }

    private static String otherSlash(String target) {
        int query = target.indexOf('?');
        var path = query < 0 ? target : target.substring(0, query);
        var rest = query < 0 ? "" : target.substring(query);
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/") + rest;
    }
}

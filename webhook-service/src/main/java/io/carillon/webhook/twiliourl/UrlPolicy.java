package io.carillon.webhook.twiliourl;

import io.carillon.webhook.twiliourl.Comparison.Answering;
import io.carillon.webhook.twiliourl.Comparison.Difference;
import io.carillon.webhook.twiliourl.Comparison.Ours;
import io.carillon.webhook.twiliourl.Comparison.Status;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds our numbers against Twilio's (R-WEB-10). */
final class UrlPolicy {

    private static final String VAPI = "vapi.ai";

    private final Map<NumberField, String> wanted;

    /** @param base of our public address, without a slash at its end */
    UrlPolicy(String base) {
        this.wanted = NumberField.allWanted(base);
    }

    List<Comparison> compare(Collection<Ours> ours, Held held) {
        return switch (held) {
            case Held.NotAsked _ ->
                ours.stream().map(number -> unfound(number, Status.UNREACHABLE)).toList();
            case Held.Numbers(List<Held.Number> numbers, boolean complete) -> {
                var byPhone = numbers.stream()
                        .collect(Collectors.toMap(Held.Number::phone, Function.identity(), (one, other) -> one));
                var absent = complete ? Status.UNKNOWN_NUMBER : Status.UNREACHABLE;
                yield ours.stream()
                        .map(number -> byPhone.containsKey(number.phone())
                                ? compare(number, byPhone.get(number.phone()))
                                : unfound(number, absent))
                        .toList();
            }
        };
    }

    private static Comparison unfound(Ours ours, Status status) {
        return new Comparison(ours, null, status, Answering.CARILLON, List.of());
    }

    private Comparison compare(Ours ours, Held.Number held) {
        var answering =
                ours.assisted() && isVapi(held.value(NumberField.VOICE_URL)) ? Answering.VAPI : Answering.CARILLON;
        var differences = new ArrayList<Difference>();
        for (var field : NumberField.values()) {
            var should = wanted.getOrDefault(field, "");
            var is = held.value(field);
            var ofVapi = answering == Answering.VAPI && !field.ofMessages();
            if (!ofVapi && !should.equals(is)) {
                differences.add(new Difference(field, should, is));
            }
        }
        return new Comparison(
                ours, held.sid(), differences.isEmpty() ? Status.OK : Status.MISMATCH, answering, differences);
    }

    private static boolean isVapi(String url) {
        try {
            var host = new URI(url).getHost();
            return host != null && (host.equals(VAPI) || host.endsWith("." + VAPI));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

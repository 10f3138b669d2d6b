package io.carillon.webhook.twiliourl;

import io.carillon.kit.outside.NoAnswer;
import io.carillon.webhook.twilioapi.Reading;
import io.carillon.webhook.twilioapi.TwilioApi;
import io.carillon.webhook.twiliourl.NumberReader.Changed;
import io.carillon.webhook.twiliourl.NumberReader.Page;
import io.carillon.webhook.twiliourl.NumberReader.Trouble;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Twilio's IncomingPhoneNumber resource: all of an account's, and changing one. Blocks: call it on a virtual thread. */
@ApplicationScoped
class TwilioNumbers {

    private static final String RESOURCE = "/IncomingPhoneNumbers.json";

    /** Twilio's largest. */
    private static final int PAGE_SIZE = 1_000;

    /** Beyond, numbers that were not met yet count as not asked for. */
    private static final int PAGES = 20;

    private final TwilioApi twilio;
    private final NumberReader reader = new NumberReader();

    TwilioNumbers(TwilioApi twilio) {
        this.twilio = twilio;
    }

    Held all() {
        var numbers = new ArrayList<Held.Number>();
        var next = Optional.of(RESOURCE + "?PageSize=" + PAGE_SIZE);
        for (int page = 0; page < PAGES && next.isPresent(); page++) {
            switch (twilio.ask("numbers", twilio.get(next.get()), new Listing())) {
                case Page.Missing(Trouble why) -> {
                    return new Held.NotAsked(why.word());
                }
                case Page.Listed listed -> {
                    numbers.addAll(listed.numbers());
                    next = Optional.ofNullable(listed.next());
                    if (!listed.complete()) {
                        return new Held.Numbers(numbers, false);
                    }
                }
            }
        }
        return new Held.Numbers(numbers, next.isEmpty());
    }

    /** @param fields of the form, by Twilio's names */
    Changed change(String sid, Map<String, String> fields) {
        var path = "/IncomingPhoneNumbers/" + TwilioApi.encoded(sid) + ".json";
        return twilio.ask("change_number", twilio.post(path, fields), new Changing());
    }

    private static Trouble trouble(NoAnswer none) {
        return switch (none) {
            case NOT_ASKED -> Trouble.NOT_ASKED;
            case UNREACHABLE -> Trouble.UNREACHABLE;
            case TIMEOUT -> Trouble.TIMEOUT;
            case CONNECTION_LOST -> Trouble.CONNECTION_LOST;
        };
    }

    private final class Listing implements Reading<Page> {

        @Override
        public Class<Page> type() {
            return Page.class;
        }

        @Override
        public Page answered(int status, String body, @Nullable String retryAfter) {
            return reader.page(status, body, twilio.accountPath(), RESOURCE);
        }

        @Override
        public Page unanswered(NoAnswer none) {
            return new Page.Missing(trouble(none));
        }

        @Override
        public boolean isOutage(Page page) {
            return page instanceof Page.Missing(Trouble why) && why.isOutage();
        }

        @Override
        public String outcome(Page page) {
            return page instanceof Page.Missing(Trouble why) ? why.word() : "done";
        }
    }

    private final class Changing implements Reading<Changed> {

        @Override
        public Class<Changed> type() {
            return Changed.class;
        }

        @Override
        public Changed answered(int status, String body, @Nullable String retryAfter) {
            return reader.changed(status, body);
        }

        @Override
        public Changed unanswered(NoAnswer none) {
            return new Changed.Missing(trouble(none));
        }

        @Override
        public boolean isOutage(Changed changed) {
            return changed instanceof Changed.Missing(Trouble why) && why.isOutage();
        }

        @Override
        public String outcome(Changed changed) {
            return switch (changed) {
                case Changed.Done _ -> "done";
                case Changed.Refused _ -> "refused";
                case Changed.Missing(Trouble why) -> why.word();
            };
        }
    }
}

package io.carillon.webhook.vapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.prompt.PromptKey;
import io.carillon.webhook.prompt.Prompts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who takes a call, or takes it over. Answered from memory, so a call is never lost to a slow database; each where there is
 * nobody says so politely.
 */
@ApplicationScoped
class Destinations {

    private static final String ERROR = "error";
    private static final String ASSISTANT_ID = "assistantId";

    /** By which the model may say whom it wants, in the parameters of a handoff. */
    private static final List<String> WANTED = List.of(ASSISTANT_ID, "assistant", "destination");

    private final ClinicDirectory directory;
    private final Prompts prompts = Prompts.load();

    Destinations(ClinicDirectory directory) {
        this.directory = directory;
    }

    /** The assistant of the number that was called; without one the clinic's people. */
    ObjectNode assistant(VapiMessage message) {
        var answer = Json.object();
        var clinic = directory.knownNumber(message.calledNumber());
        var assistant = clinic.flatMap(known -> known.assistants().stream().findFirst());
        if (assistant.isPresent()) {
            return answer.put(ASSISTANT_ID, assistant.get());
        }
        var number = clinic.map(Clinic::transferNumber);
        if (number.isPresent()) {
            answer.set("destination", number(clinic.get(), number.get()));
            return answer;
        }
        return answer.put(ERROR, prompts.text(clinicOrDefault(clinic).language(), PromptKey.CALL_AGAIN));
    }

    private Clinic clinicOrDefault(Optional<Clinic> clinic) {
        return clinic.orElseGet(directory::defaultClinic);
    }

    /** The clinic's people. */
    ObjectNode transfer(Clinic clinic) {
        var answer = Json.object();
        var number = clinic.transferNumber();
        if (number == null) {
            return answer.put(ERROR, prompts.text(clinic.language(), PromptKey.NOBODY_TO_TRANSFER_TO));
        }
        answer.set("destination", number(clinic, number));
        answer.putObject("message")
                .put("type", "request-start")
                .put("content", prompts.text(clinic.language(), PromptKey.TRANSFER));
        return answer;
    }

    private ObjectNode number(Clinic clinic, String number) {
        return Json.object()
                .put("type", "number")
                .put("number", number)
                .put("message", prompts.text(clinic.language(), PromptKey.TRANSFER));
    }

    /** Another assistant of the same clinic: the one that the model names, else the first that does not speak already. */
    ObjectNode handoff(VapiMessage message, Clinic clinic) {
        var others = new ArrayList<>(clinic.assistants());
        others.removeIf(assistant -> Objects.equals(assistant, message.assistantId()));
        var parameters = message.message().path("parameters");
        var wanted = WANTED.stream()
                .map(name -> VapiMessage.text(parameters, name))
                .filter(others::contains)
                .findFirst();
        var answer = Json.object();
        wanted.or(() -> others.stream().findFirst())
                .ifPresentOrElse(
                        assistant -> answer.putObject("destination")
                                .put("type", "assistant")
                                .put(ASSISTANT_ID, assistant),
                        () -> answer.put(ERROR, prompts.text(clinic.language(), PromptKey.NOBODY_TO_TRANSFER_TO)));
        return answer;
    }
}

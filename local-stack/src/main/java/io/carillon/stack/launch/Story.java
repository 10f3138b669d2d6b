package io.carillon.stack.launch;

import io.carillon.stack.server.ServerFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo from its first ring to the resolved incident; each step is checked. */
final class Story {

    private final Stage stage;
    private final Map<String, Runnable> steps = new LinkedHashMap<>();

    Story(Stage stage) {
        this.stage = stage;
        var call = new CallScenes(stage);
        var everyday = new EverydayScenes(stage);
        var outage = new OutageScenes(stage);
        steps.put("A patient calls the clinic", call::ring);
        steps.put("The patient wants an appointment and is offered times", call::askForTimes);
        steps.put("The patient picks one and it is booked", call::pick);
        steps.put("An AI assistant (Vapi) books during its own call", call::bookByAssistant);
        steps.put("Speech is made once and kept", everyday::speakTwice);
        steps.put("Everything that is watched is healthy", everyday::allHealthy);
        steps.put("Two hundred callers want the same slot", everyday::crowd);
        steps.put("PostgreSQL stops: an incident, one page, a message", outage::stopPostgres);
        steps.put("Somebody acknowledges", outage::acknowledge);
        steps.put("PostgreSQL is back and the incident resolves itself", outage::startPostgres);
    }

    /** True when every step was seen; the first that is not ends the story. */
    boolean play() {
        int number = 0;
        for (var step : steps.entrySet()) {
            stage.title(++number, step.getKey());
            try {
                step.getValue().run();
            } catch (StepFailed | ServerFailure e) {
                stage.tell("✗ " + e.getMessage());
                stage.title(number, "failed, %d of %d steps seen".formatted(number - 1, steps.size()));
                return false;
            }
        }
        stage.title(number, "all %d steps seen".formatted(steps.size()));
        return true;
    }
}

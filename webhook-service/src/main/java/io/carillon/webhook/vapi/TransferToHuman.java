package io.carillon.webhook.vapi;

import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * {@code transfer_to_human}: where a caller who wants a person is put through. A tool's result cannot transfer a call; the
 * assistant does that with its {@code transferCall} tool, whose destination Vapi asks us for ({@link Destinations}).
 */
@ApplicationScoped
class TransferToHuman implements Tool {

    @Override
    public String name() {
        return "transfer_to_human";
    }

    @Override
    public ToolResult call(ToolArguments arguments, ToolContext on) {
        var clinic = on.clinic();
        var emergency = arguments.flag("emergency") ? emergency(clinic) + " " : "";
        var number = clinic.transferNumber();
        return number == null
                ? ToolResult.failed(
                        "NOBODY_TO_TRANSFER_TO",
                        emergency + "nobody can take the call; tell the caller to call again during opening hours")
                : new ToolResult.Done(emergency
                        + "Transfer: tell the caller that they are being put through to %s, then call transferCall with %s"
                                .formatted(clinic.name(), number));
    }

    private static String emergency(Clinic clinic) {
        return "Tell the caller at once to hang up and dial %s.".formatted(clinic.emergencyNumber());
    }
}

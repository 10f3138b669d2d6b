package io.carillon.stack.launch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kill -9} to a service, as a machine that fails would. */
@Command(name = "kill", description = "Ends a service at once, as kill -9 does.")
final class KillCommand implements Runnable {

    @Parameters(paramLabel = "SERVICE", description = "webhook, booking, tts-cache, health or alerting; or one replica")
    private String service = "";

    @Override
    public void run() {
        ProcessList.print(new ControlClient(Main.installation()).killProcess(service));
    }
}

package io.carillon.stack.launch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a service if it runs, starts it, and returns when it is ready. */
@Command(name = "restart", description = "Starts a service anew and waits until it is ready.")
final class RestartCommand implements Runnable {

    @Parameters(paramLabel = "SERVICE", description = "webhook, booking, tts-cache, health or alerting; or one replica")
    private String service = "";

    @Override
    public void run() {
        ProcessList.print(new ControlClient(Main.installation()).restartProcess(service));
    }
}

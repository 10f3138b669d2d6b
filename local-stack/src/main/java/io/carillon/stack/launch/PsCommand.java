package io.carillon.stack.launch;

import picocli.CommandLine.Command;

/** What runs. */
@Command(name = "ps", description = "Lists the processes of a running ./carillon up.")
final class PsCommand implements Runnable {

    @Override
    public void run() {
        ProcessList.print(new ControlClient(Main.installation()).processes());
    }
}

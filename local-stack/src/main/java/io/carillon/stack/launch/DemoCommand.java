package io.carillon.stack.launch;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** placeholder replaced next. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}

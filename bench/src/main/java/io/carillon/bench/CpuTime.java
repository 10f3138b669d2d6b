package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Processor time that a process, the children it has waited for and its living descendants have used, from /proc. */
public final class CpuTime {

    /** {@code USER_HZ}, which Linux has fixed for all that programs see. */
    private static final int TICKS_PER_SECOND = 100;

    private CpuTime() {}

    public static Duration ofTree(ProcessHandle root) throws IOException {
        var ticks = 0L;
        for (var process : Stream.concat(Stream.of(root), root.descendants()).toList()) {
            try {
                ticks += ticks(Files.readString(Path.of("/proc/" + process.pid() + "/stat")));
            } catch (IOException e) {
                if (process.isAlive()) {
                    throw e;
                }
                // It ended after it was listed: its parent has its time by now.
            }
        }
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /** Sum of utime, stime, cutime and cstime, proc(5); the name in parentheses may hold anything. */
    static long ticks(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        var sum = 0L;
        for (int field = 11; field <= 14; field++) {
            sum += Long.parseLong(fields[field]);
        }
        return sum;
    }
}

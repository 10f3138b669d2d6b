package io.carillon.kit.retention;

import java.time.Duration;

/**
 * A kind of row that is kept for a time only. All names and the condition are our own and go into statements as they are.
 *
 * @param word in settings, metrics and logs
 * @param column the time or day that rows grow old from
 * @param condition SQL: which rows of the table this is about
 * @param period how long rows are kept where no setting says otherwise
 */
public record Kept(String word, String table, String column, String condition, Duration period) {

    /** All rows of a table. */
    public Kept(String word, String table, String column, Duration period) {
        this(word, table, column, "true", period);
    }
}

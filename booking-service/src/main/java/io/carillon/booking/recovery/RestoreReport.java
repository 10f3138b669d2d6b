package io.carillon.booking.recovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What putting one row back did, or would do. Both run the same statements; a dry run takes them back.
 *
 * @param id the parts of its primary key, with {@code /} between them
 * @param from {@code copy}, or {@code archive} and its id
 * @param outcome {@code inserted}, {@code overwritten} or {@code identical}
 * @param archived id in {@code data_check_archive} of the row that was there; null where none was, and in a dry run
 * @param unknownColumns what the saved row has and the table does not
 * @param untouchedColumns what the table has and the saved row, of an older schema, does not
 * @param told whether the other services hear of it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record RestoreReport(
        String table,
        String id,
        boolean dryRun,
        String from,
        String outcome,
        @Nullable Long archived,
        List<String> unknownColumns,
        List<String> untouchedColumns,
        boolean told) {

    RestoreReport {
        unknownColumns = List.copyOf(unknownColumns);
        untouchedColumns = List.copyOf(untouchedColumns);
    }
}

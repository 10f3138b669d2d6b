/** Getting back what damage took: rows from a restored copy or the archive, appointments from what Kafka was told. */
@NullMarked
package io.carillon.booking.recovery;

import org.jspecify.annotations.NullMarked;

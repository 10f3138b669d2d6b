/** Holds the windows of the rules in Kafka Streams and says when a condition begins and ends; knows no database. */
@NullMarked
package io.carillon.alerting.window;

import org.jspecify.annotations.NullMarked;

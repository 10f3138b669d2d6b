/**
 * What an operator types: {@code carillon sign} signs a test call, {@code carillon pack} checks and shows a pack,
 * {@code carillon fix-doctor-schedules} gives hours to doctors without any, {@code carillon monitor-webhooks} tells when
 * callbacks are not taken, {@code carillon twilio-urls} tells Twilio where our numbers' calls go.
 */
@NullMarked
package io.carillon.cli;

import org.jspecify.annotations.NullMarked;

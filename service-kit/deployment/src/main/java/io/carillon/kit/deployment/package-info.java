/** What the service-kit does when a service is built: log format, reflection, which settings to translate. */
@NullMarked
package io.carillon.kit.deployment;

import org.jspecify.annotations.NullMarked;

/** What this process is, and the settings that operators know translated into Quarkus' own. */
@NullMarked
package io.carillon.kit.config;

import org.jspecify.annotations.NullMarked;

/** Who may call: API keys with roles, tokens between services, refusals told. */
@NullMarked
package io.carillon.kit.access;

import org.jspecify.annotations.NullMarked;

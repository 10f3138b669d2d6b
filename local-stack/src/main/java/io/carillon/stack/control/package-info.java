/** The HTTP switches of the stack: faults, requests, servers, processes and, for tests, tenants. */
@NullMarked
package io.carillon.stack.control;

import org.jspecify.annotations.NullMarked;

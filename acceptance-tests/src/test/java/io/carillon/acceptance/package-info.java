/** The whole platform over HTTP, as a caller, an operator and a probe see it. */
package io.carillon.acceptance;

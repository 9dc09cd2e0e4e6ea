/** The server: routes by path template, bodies and errors in Databricks' shape. */
@NullMarked
package io.lakeshift.sandbox.http;

import org.jspecify.annotations.NullMarked;

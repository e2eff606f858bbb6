/** Requests and answers over HTTP, with bounds on bytes and time; nobody else knows the server. */
@NullMarked
package org.imagefactory.service.http;

import org.jspecify.annotations.NullMarked;

/** OAuth 1.0 with two legs: who signed a request, and whether the signature fits (RFC 5849). */
@NullMarked
package org.imagefactory.service.oauth;

import org.jspecify.annotations.NullMarked;

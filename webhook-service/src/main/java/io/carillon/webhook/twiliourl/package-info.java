/** Whether Twilio calls us where we are: what it holds for our clinics' numbers, compared and put right. */
@NullMarked
package io.carillon.webhook.twiliourl;

import org.jspecify.annotations.NullMarked;

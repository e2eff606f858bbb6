package org.imagefactory.clouds.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.clouds.http.WebRules;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;

/** Asks Amazon's services in one region. Safe for threads. */
final class Aws {

    private static final String EC2_VERSION = "2016-11-15";
    private static final String STS_VERSION = "2011-06-15";
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private final Web web;
    private final AwsCredentials credentials;
    private final String region;
    private final Map<String, String> environment;

    /**
     * @param environment may name another address for all services by {@code AWS_ENDPOINT_URL}, or
     *     for one, such as {@code AWS_ENDPOINT_URL_S3}, as for Amazon's own programs
     */
    Aws(Web web, AwsCredentials credentials, String region, Map<String, String> environment) {
        this.web = web;
        this.credentials = credentials;
        this.region = region;
        this.environment = environment;
    }

    /** The same in another region. */
    Aws in(String other) {
        return new Aws(web, credentials, other, environment);
    }

    String region() {
        return region;
    }

    /** Who asks, by the service that knows it. */
    AwsXml identity() throws UploadException, IOException, InterruptedException {
        SortedMap<String, String> form = new TreeMap<>();
        form.put("Action", "GetCallerIdentity");
        form.put("Version", STS_VERSION);
        return AwsXml.read(good(query("sts", form, true), "AWS does not know the user").body());
    }

    /**
     * Asks EC2.
     *
     * @param repeatable whether doing it twice does no more than doing it once
     */
    WebAnswer ec2(String action, Map<String, String> parameters, boolean repeatable)
            throws IOException, InterruptedException {
        SortedMap<String, String> form = new TreeMap<>(parameters);
        form.put("Action", action);
        form.put("Version", EC2_VERSION);
        return query("ec2", form, repeatable);
    }

    /** Asks a service that speaks JSON at one address. */
    WebAnswer json(String service, String target, Map<String, ?> content)
            throws IOException, InterruptedException {
        return ask(
                service,
                WebRequest.of("POST", address(service) + "/")
                        .sending("application/x-amz-json-1.1", WebContent.of(Json.line(content)))
                        .with("X-Amz-Target", target)
                        .repeatable());
    }

    /**
     * Asks a service by paths.
     *
     * @param request with an address that begins with a path
     */
    WebAnswer rest(String service, WebRequest request) throws IOException, InterruptedException {
        return ask(service, request.at(address(service) + request.address()));
    }

    /** An answer that is none of those that say no. */
    static WebAnswer good(WebAnswer answer, String otherwise) throws UploadException {
        if (!answer.isGood()) {
            throw AwsFailure.of(answer).exception(otherwise, answer);
        }
        return answer;
    }

    /** As queries and forms have it. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private WebAnswer query(String service, SortedMap<String, String> form, boolean repeatable)
            throws IOException, InterruptedException {
        String body =
                form.entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        WebRequest request =
                WebRequest.of("POST", address(service) + "/").sending(FORM, WebContent.of(body));
        return ask(service, repeatable ? request.repeatable() : request);
    }

    private WebAnswer ask(String service, WebRequest request)
            throws IOException, InterruptedException {
        AwsSignature signature = new AwsSignature(credentials, region, service, Clock.systemUTC());
        return web.ask(
                request,
                new WebRules() {
                    @Override
                    public WebRequest prepared(WebRequest plain) {
                        return signature.sign(plain);
                    }

                    @Override
                    public boolean isPassing(WebAnswer answer) {
                        boolean broken = answer.status() == 500 && request.isRepeatable();
                        return broken
                                || WebRules.super.isPassing(answer)
                                || (answer.status() >= 400 && AwsFailure.of(answer).isBusy());
                    }
                });
    }

    private String address(String service) {
        String variable = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.get(variable))
                .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
                .map(address -> address.replaceFirst("/+$", ""))
                .orElseGet(
                        () ->
                                "https://%s.%s.amazonaws.com%s"
                                        .formatted(
                                                service,
                                                region,
                                                region.startsWith("cn-") ? ".cn" : ""));
    }
}

package org.imagefactory.clouds.vsphere;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;

/**
 * A login to a vSphere or an ESX host, by the SOAP interface of vSphere 6.5 and later. One that
 * ends meanwhile is renewed.
 */
final class VSphereSession implements AutoCloseable {

    private static final ObjectRef SERVICE = new ObjectRef("ServiceInstance", "ServiceInstance");

    private static final String ENVELOPE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
             xmlns:xsd="http://www.w3.org/2001/XMLSchema"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>\
            <%1$s xmlns="urn:vim25">%2$s%3$s</%1$s></soapenv:Body></soapenv:Envelope>
            """;

    private final Web web;
    private final String address;
    private final VSphereCredentials credentials;
    private final SoapXml content;
    private volatile String cookie = "";

    private VSphereSession(Web web, String address, VSphereCredentials credentials)
            throws VSphereFault, IOException, InterruptedException {
        this.web = web;
        this.address = address;
        this.credentials = credentials;
        this.content = once(SERVICE, "RetrieveServiceContent", "");
    }

    /**
     * Signs in.
     *
     * @throws UploadException vSphere does not let the user in, or is none
     */
    static VSphereSession open(Web web, VSphereProvider provider, VSphereCredentials credentials)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        VSphereSession session = new VSphereSession(web, provider.address(), credentials);
        session.signIn("");
        return session;
    }

    /**
     * @param ended the cookie that is no longer good; somebody else may have a new one already
     */
    private synchronized void signIn(String ended)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        if (!ended.isEmpty() && !cookie.equals(ended)) {
            return;
        }
        cookie = "";
        try {
            once(
                    service("sessionManager"),
                    "Login",
                    element("userName", credentials.user())
                            + element("password", credentials.password()));
        } catch (VSphereFault e) {
            if (e.is("InvalidLogin")) {
                throw new UploadException(
                        "vSphere does not know this user with this password",
                        "look at the credentials",
                        e);
            }
            throw e;
        }
    }

    Web web() {
        return web;
    }

    /** What it is, in its own words. */
    String product() {
        return PrintableText.of(content.textOf("fullName"));
    }

    /** One of the services that every vSphere has. */
    ObjectRef service(String name) throws UploadException {
        return content.reference(name)
                .orElseThrow(() -> new UploadException("vSphere has no service " + name, ""));
    }

    /** What the server at the address is called, where a lease leaves that open. */
    String complete(String url) {
        String host = address.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return url.replaceFirst("^(https?)://\\*(?::[0-9]*)?/", "$1://" + host + "/");
    }

    /**
     * Calls a method.
     *
     * @param parameters as XML
     * @return the element with the results
     * @throws VSphereFault vSphere refuses
     */
    SoapXml call(ObjectRef on, String method, String parameters)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        String before = cookie;
        try {
            return once(on, method, parameters);
        } catch (VSphereFault e) {
            if (!e.is("NotAuthenticated")) {
                throw e;
            }
            signIn(before);
            return once(on, method, parameters);
        }
    }

    private SoapXml once(ObjectRef on, String method, String parameters)
            throws VSphereFault, IOException, InterruptedException {
        String text = ENVELOPE.formatted(method, on.xml("_this"), parameters);
        WebRequest request =
                WebRequest.of("POST", address)
                        .sending("text/xml; charset=utf-8", WebContent.of(text))
                        .with("SOAPAction", "urn:vim25/6.5");
        WebAnswer answer = web.ask(cookie.isEmpty() ? request : request.with("Cookie", cookie));
        answer.header("set-cookie").ifPresent(set -> cookie = set.replaceFirst(";.*", ""));
        SoapXml envelope;
        try {
            envelope = SoapXml.parse(answer.body());
        } catch (XMLStreamException e) {
            throw new VSphereFault(
                    method, "", "HTTP %d, and nothing of vSphere's".formatted(answer.status()));
        }
        Optional<SoapXml> fault = envelope.find("Fault");
        if (fault.isPresent()) {
            throw VSphereFault.of(method, fault.get());
        }
        return envelope.find(method + "Response")
                .orElseThrow(
                        () ->
                                new VSphereFault(
                                        method,
                                        "",
                                        "HTTP %d, without a result".formatted(answer.status())));
    }

    /** Properties of an object by their names; those that it has not are missing. */
    Map<String, SoapXml> properties(ObjectRef object, String... names)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        SoapXml answer =
                call(
                        service("propertyCollector"),
                        "RetrieveProperties",
                        "<specSet>%s<objectSet>%s</objectSet></specSet>"
                                .formatted(wanted(object.type(), names), object.xml("obj")));
        return answer.find("returnval").map(VSphereSession::properties).orElse(Map.of());
    }

    /** All objects of a type with their names. */
    Map<ObjectRef, Map<String, SoapXml>> all(String type)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        ObjectRef view =
                call(
                                service("viewManager"),
                                "CreateContainerView",
                                service("rootFolder").xml("container")
                                        + element("type", type)
                                        + "<recursive>true</recursive>")
                        .reference("returnval")
                        .orElseThrow(() -> new UploadException("vSphere lists no " + type, ""));
        SoapXml answer =
                call(
                        service("propertyCollector"),
                        "RetrieveProperties",
                        """
                        <specSet>%s<objectSet>%s<skip>true</skip>\
                        <selectSet xsi:type="TraversalSpec"><name>view</name>\
                        <type>ContainerView</type><path>view</path></selectSet>\
                        </objectSet></specSet>"""
                                .formatted(wanted(type, "name"), view.xml("obj")));
        Map<ObjectRef, Map<String, SoapXml>> found = new LinkedHashMap<>();
        for (SoapXml each : answer.each("returnval")) {
            each.reference("obj").ifPresent(ref -> found.put(ref, properties(each)));
        }
        return found;
    }

    /** Signs out; a session that stays ends by itself. */
    @Override
    public void close() {
        Uninterrupted.quietly(() -> once(service("sessionManager"), "Logout", ""));
    }

    static String element(String name, String text) {
        return "<%1$s>%2$s</%1$s>".formatted(name, SoapXml.text(text));
    }

    private static String wanted(String type, String... names) {
        return "<propSet>%s%s</propSet>"
                .formatted(
                        element("type", type),
                        Stream.of(names)
                                .map(name -> element("pathSet", name))
                                .collect(Collectors.joining()));
    }

    private static Map<String, SoapXml> properties(SoapXml object) {
        Map<String, SoapXml> values = new LinkedHashMap<>();
        for (SoapXml property : object.each("propSet")) {
            property.each("val").forEach(value -> values.put(property.textOf("name"), value));
        }
        return values;
    }
}

// A vSphere of govmomi's simulator, which knows the protocol but keeps no disk: for tests.
//
//	vsphere CERTIFICATE KEY USER PASSWORD PORTFILE FAULTFILE
//
// listens on a port of localhost, which it writes to PORTFILE when it is ready. What is to go wrong
// is the word in FAULTFILE:
//
//	break    a disk breaks off in the middle; once
//	dead     the same, each time
//	full     there is no space for the disk when it comes
//	refuse   there is no space for the machine
//	alter    other bytes arrive than were sent
//	slow     a disk is taken only when there was news of it
//	hold     no answer comes to a disk
//	old      the server computes no checksums, as the simulator itself
package main

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
)

const noSpace = "Insufficient disk space on datastore 'LocalDS_0'."

// The simulator, and what goes wrong before it is asked.
type server struct {
	next      http.Handler
	faultFile string

	lock    sync.Mutex
	arrived string
	bytes   int64
	news    int
	full    bool
}

func (s *server) fault() string {
	text, _ := os.ReadFile(s.faultFile)
	return strings.TrimSpace(string(text))
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/nfc/") {
		s.disk(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	text := string(body)
	asks := func(method string) bool { return strings.Contains(text, "<"+method+" ") }
	s.lock.Lock()
	defer s.lock.Unlock()
	switch {
	case asks("ImportVApp") && s.fault() == "refuse":
		s.full = false
		answer(w, 500, fmt.Sprintf(`<soapenv:Fault><faultcode>ServerFaultCode</faultcode>`+
			`<faultstring>%s</faultstring><detail><NoDiskSpaceFault xsi:type="NoDiskSpace">`+
			`<datastore>LocalDS_0</datastore></NoDiskSpaceFault></detail></soapenv:Fault>`, noSpace))
	case asks("RetrieveProperties") && s.full && strings.Contains(text, `type="HttpNfcLease"`):
		s.full = false
		answer(w, 200, fmt.Sprintf(`<RetrievePropertiesResponse xmlns="urn:vim25"><returnval>`+
			`<obj type="HttpNfcLease">lease</obj><propSet><name>error</name>`+
			`<val xsi:type="LocalizedMethodFault"><fault xsi:type="NoDiskSpace"/>`+
			`<localizedMessage>%s</localizedMessage></val></propSet>`+
			`</returnval></RetrievePropertiesResponse>`, noSpace))
	case asks("HttpNfcLeaseSetManifestChecksumType") && s.fault() != "old":
		answer(w, 200, `<HttpNfcLeaseSetManifestChecksumTypeResponse xmlns="urn:vim25"/>`)
	case asks("HttpNfcLeaseGetManifest") && s.fault() != "old":
		answer(w, 200, fmt.Sprintf(`<HttpNfcLeaseGetManifestResponse xmlns="urn:vim25"><returnval>`+
			`<key>disk</key><sha1></sha1><checksum>%s</checksum><checksumType>sha256</checksumType>`+
			`<size>%d</size><disk>true</disk></returnval></HttpNfcLeaseGetManifestResponse>`,
			s.arrived, s.bytes))
	default:
		if asks("HttpNfcLeaseProgress") {
			s.news++
		}
		s.next.ServeHTTP(w, r)
	}
}

func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>`+
		`<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"`+
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s`+
		`</soapenv:Body></soapenv:Envelope>`, body)
}

func (s *server) disk(w http.ResponseWriter, r *http.Request) {
	fault := s.fault()
	switch fault {
	case "break", "dead":
		if fault == "break" {
			_ = os.Remove(s.faultFile)
		}
		_, _ = io.CopyN(io.Discard, r.Body, 1<<16)
		panic(http.ErrAbortHandler)
	case "full":
		_, _ = io.Copy(io.Discard, r.Body)
		s.lock.Lock()
		s.full = true
		s.lock.Unlock()
		w.WriteHeader(500)
		return
	case "hold":
		_, _ = io.CopyN(io.Discard, r.Body, 1<<16)
		_ = os.WriteFile(s.faultFile+".held", nil, 0o600)
		time.Sleep(time.Hour)
	case "slow":
		for look := 0; s.heard() == 0; look++ {
			if look > 600 {
				w.WriteHeader(500)
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	sum := &counting{hash: sha256.New()}
	r.Body = io.NopCloser(io.TeeReader(r.Body, sum))
	s.next.ServeHTTP(w, r)
	if fault == "alter" {
		_, _ = sum.Write([]byte("?"))
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.arrived = hex.EncodeToString(sum.hash.Sum(nil))
	s.bytes = sum.bytes
}

func (s *server) heard() int {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.news
}

type counting struct {
	hash  hash.Hash
	bytes int64
}

func (c *counting) Write(part []byte) (int, error) {
	c.bytes += int64(len(part))
	return c.hash.Write(part)
}

func main() {
	model := simulator.VPX()
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	pair, err := tls.LoadX509KeyPair(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	model.Service.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	model.Service.Listen = &url.URL{
		Host: "127.0.0.1:0",
		User: url.UserPassword(os.Args[3], os.Args[4]),
	}
	simulated := model.Service.NewServer()
	simulated.Config.Handler = &server{next: simulated.Config.Handler, faultFile: os.Args[6]}
	ready := os.Args[5] + ".new"
	if err := os.WriteFile(ready, []byte(simulated.URL.Port()), 0o600); err != nil {
		log.Fatal(err)
	}
	if err := os.Rename(ready, os.Args[5]); err != nil {
		log.Fatal(err)
	}
	select {}
}

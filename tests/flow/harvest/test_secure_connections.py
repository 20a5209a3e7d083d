"""Over TLS, the certificate must be for the name of the host, although the connection goes to a checked address."""

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fetch_errors import error_of
from indexer.harvest.fetcher import Fetcher
from loopback_internet import PUBLIC
from raw_server import RawServer, answer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a certificate for files.example.gov that signed itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "files.example.gov")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("files.example.gov")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def names_asked_for():
    return []


@pytest.fixture
def tls_server(internet, certificate, names_asked_for):
    """A server with TLS, which two names lead to; its certificate is for one of them."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: names_asked_for.append(name)
    with RawServer({"/a.txt": answer("Patrol report")}, tls=context) as server:
        internet.host("files.example.gov", server, port=443)
        internet.name("other.example.gov", PUBLIC)
        yield server


@pytest.mark.usefixtures("tls_server")
def test_the_name_of_the_host_is_asked_for_and_verified(strict_fetcher, certificate, names_asked_for, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert strict_fetcher.fetch("https://files.example.gov/a.txt").status == 200
    assert set(names_asked_for) == {"files.example.gov"}


def test_a_certificate_for_another_name_is_refused(strict_fetcher, certificate, tls_server, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert error_of(strict_fetcher, "https://other.example.gov/a.txt").kind == "tls"
    assert tls_server.requests == []


def test_a_certificate_that_nobody_trusts_is_refused(strict_fetcher, tls_server):
    error = error_of(strict_fetcher, "https://files.example.gov/a.txt")
    assert error.kind == "tls"
    assert "self-signed" in str(error)
    assert tls_server.requests == []


def test_a_server_without_tls_is_not_spoken_to_without_it(internet, server, harvest_settings):
    internet.host("files.example.gov", server, port=443)
    with Fetcher(harvest_settings()) as fetcher:
        assert error_of(fetcher, "https://files.example.gov/a.txt").kind in {"tls", "time"}
    assert server.requests == []

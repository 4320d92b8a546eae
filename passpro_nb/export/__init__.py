"""Tables, workbooks and annotated copies that go out."""

"""The page in Streamlit."""

import shown
import streamlit as st

st.set_page_config(page_title=shown.TITLE, layout="wide")
measure = st.cache_data(show_spinner=False)(shown.measure)

departments = shown.departments()
chosen = st.selectbox("Département", list(departments))
page = measure(departments[chosen])

st.header(page.sentence)
for column, (name, value) in zip(st.columns(len(page.cards)), page.cards, strict=True):
    column.metric(name, value)
st.line_chart(page.curve, x="day", y="entered", x_label="Jour", y_label="Avis saisis")
st.dataframe(page.hosts, hide_index=True, height="content")
